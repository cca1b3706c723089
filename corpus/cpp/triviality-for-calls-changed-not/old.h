struct number {
    number(long from);
    long value;
};

long value_of(number what);
number make_it(int value);
