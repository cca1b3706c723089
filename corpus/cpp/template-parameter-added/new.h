template <typename T, typename P = int> struct box {
    T get() const;
    T value;
};
extern template struct box<int>;
