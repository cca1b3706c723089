template <typename T> struct box {
    T get() const;
    T value;
};
extern template struct box<int>;
