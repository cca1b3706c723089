struct first {
    virtual int one();
    int a = 1;
};
struct __attribute__((visibility("hidden"))) second {
    virtual int two();
    int b = 2;
};

struct child : virtual first, virtual second {
    child();
    virtual int three();
    int c = 3;
};

int sum(child *what);
