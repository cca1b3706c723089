class item {
public:
    static item *make();
    int value;
private:
    item();
};
