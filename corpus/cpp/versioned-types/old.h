namespace lib {
inline namespace v1 {
struct item {
    int price;
    int twice(const item &other) const { return price + other.price; }
};
struct basket {
    item *first;
    int count;
};
} // namespace v1
} // namespace lib

lib::basket *make_basket();
