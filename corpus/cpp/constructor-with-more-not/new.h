struct number {
    number(long from);
    number(const number &) = default;
    number(const number &other, int times) : value(other.value * times) {}
    long value;
};

long value_of(number what);
