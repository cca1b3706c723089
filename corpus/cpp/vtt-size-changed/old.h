struct first {
    virtual int one();
    int a = 1;
};
struct second {
    virtual int two();
    int b = 2;
};
struct middle : virtual first {
    middle();
    virtual int three();
    int c = 3;
};
struct child : middle, second {
    child();
    virtual int four();
    int d = 4;
};

int sum(child *what);
