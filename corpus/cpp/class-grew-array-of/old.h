struct item {
    long price;
};
class shelf {
public:
    shelf();
    item *begin();
    item *end();

private:
    item items[3];
};
