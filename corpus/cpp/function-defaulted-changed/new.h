struct counter {
    counter() = default;
    explicit counter(int from);
    int count = 1;
};

counter *make_counter();
