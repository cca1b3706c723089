struct number {
    number(long from);
    number(const number &) = default;
    long value;
};

long value_of(number what);
