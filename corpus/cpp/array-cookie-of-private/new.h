class item {
public:
    static item *make();
    int value;
    ~item();
private:
    item();
};
