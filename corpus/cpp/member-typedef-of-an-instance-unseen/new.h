template <typename T> struct widened {
    typedef T type;
};
template <> struct widened<int> {
    typedef long type;
};
long area(long side);
