struct number {
    number(long from);
    long value;
    number(const number &) = default;
    number(number &&) = default;
    number &operator=(const number &) = default;
    ~number() = default;
};

long value_of(number what);
number make_it(int value);
