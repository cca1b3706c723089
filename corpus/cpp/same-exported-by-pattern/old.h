namespace lib {
struct item {
    item(int price);
    virtual int twice() const;
    int price;
};
int sum(const item &one, const item &other);
} // namespace lib
