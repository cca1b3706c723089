namespace lib {
inline namespace v2 {
struct item {
    int price;
};
struct base {
    virtual int weight(const item &) { return 1; }
};
} // namespace v2
} // namespace lib

class shop : public lib::base {
public:
    virtual int sell(const lib::item &what);
    virtual int buy(lib::item *what);
    int count(const lib::item *what) const;
    int left = 5;
};
shop *make_shop();
int price_of(const lib::item &what);
