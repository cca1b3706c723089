struct number {
    number(long from) : value(from) {}
    long value;
};

long value_of(number what);
number *place_it(void *where, long value);
