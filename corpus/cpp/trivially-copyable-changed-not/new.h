struct number {
    number(long from) : value(from) {}
    number(const number &) = default;
    number &operator=(const number &other) = delete;
    long value;
};

long value_of(number what);
number *place_it(void *where, long value);
