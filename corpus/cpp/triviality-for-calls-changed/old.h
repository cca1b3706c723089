struct number {
    long value;
};

long value_of(number what);
number make_it(int value);
