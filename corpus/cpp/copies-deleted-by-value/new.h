struct number {
    number(long from) : value(from) {}
    number(const number &) = delete;
    long value;
};

number make_it(long value);
