struct number {
    long value;
    ~number();
};

long value_of(number what);
number make_it(int value);
