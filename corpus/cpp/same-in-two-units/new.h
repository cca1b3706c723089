struct item {
    item(int price);
    item(const item &other) = default;
    template <typename T> T as() const { return T(price); }
    int twice() const { return 2 * price; }
    int price;
};
struct shelf;

int sum(const item &one, const item &other);
int first(const shelf *what);
shelf *make_shelf();
