struct handle {
    long id;
};

struct number {
    handle held;
};

long value_of(number what);
