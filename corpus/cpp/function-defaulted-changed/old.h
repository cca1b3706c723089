struct counter {
    counter() {}
    explicit counter(int from);
    int count = 1;
};

counter *make_counter();
