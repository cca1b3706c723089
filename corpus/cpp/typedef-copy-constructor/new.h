struct number {
    typedef number self;
    long value;
    number(long from) : value(from) {}
    number(const self &other);
};

long value_of(number what);
number *place_it(void *where, long value);
