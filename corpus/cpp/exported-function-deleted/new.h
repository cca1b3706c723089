struct counter {
    int count;
    int step(long by) = delete;
    int reset();
};

counter *make_counter();
