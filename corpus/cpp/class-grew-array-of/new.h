struct item {
    long price;
    long count;
};
class shelf {
public:
    shelf();
    item *begin();
    item *end();

private:
    item items[3];
};
