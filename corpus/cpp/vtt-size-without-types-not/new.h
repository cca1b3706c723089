struct first {
    virtual int one();
    int a = 1;
};

struct child : virtual first {
    child();
    virtual int three();
    int c = 3;
};

int sum(child *what);
