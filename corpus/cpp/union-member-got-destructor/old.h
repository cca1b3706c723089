struct item {
    long value;
};

union either {
    item one;
    long other;
    either(long from) : other(from) {}
};

long value_of(either what);
either make_it(long value);
