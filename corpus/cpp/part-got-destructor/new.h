struct handle {
    long id;
    ~handle();
};

struct number {
    handle held;
};

long value_of(number what);
