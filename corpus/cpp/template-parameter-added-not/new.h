template <typename Value> struct box {
    Value get() const;
    Value value;
};
extern template struct box<int>;
