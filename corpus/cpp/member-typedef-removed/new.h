template <typename K, typename V> struct pair {
    typedef K first_type;
    typedef const pair *pointer;
    K first;
    V second;
};
template <typename P> struct select {
    const typename P::first_type &operator()(const P &p) const;
    typename P::pointer where(typename P::pointer p) const;
};
template <typename P> const typename P::first_type &select<P>::operator()(const P &p) const { return p.first; }
template <typename P> typename P::pointer select<P>::where(typename P::pointer p) const { return p; }
typedef pair<const long, int> entry;
extern template struct select<entry>;
template <typename T> struct base_of {
    T value;
};
template <typename T> using base_alias = base_of<T>;
template <typename T> struct derived : base_alias<T> {
    typedef unsigned long size_type;
    T other;
    size_type count;
};
derived<entry> *make_derived();
