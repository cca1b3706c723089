struct top {
    virtual int zero();
    int z = 0;
};
struct first : virtual top {
    first();
    virtual int one();
    int a = 1;
};
struct middle : first {
    middle();
    virtual int three();
    int c = 3;
};

int sum(middle *what);
