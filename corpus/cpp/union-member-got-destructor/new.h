struct item {
    long value;
    ~item();
};

union either {
    item one;
    long other;
    either(long from) : other(from) {}
    ~either() {}
};

long value_of(either what);
either make_it(long value);
