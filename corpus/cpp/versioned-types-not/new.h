namespace lib {
inline namespace shop {
struct item {
    int price;
    int twice(const item &other) const { return price + other.price; }
};
struct basket {
    item *first;
    int count;
};
} // namespace shop
} // namespace lib

lib::basket *make_basket();
