struct number {
    number(long from) : value(from) {}
    long value;
};

number make_it(long value);
