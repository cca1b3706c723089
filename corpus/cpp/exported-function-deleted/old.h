struct counter {
    int count;
    int step(long by);
    int reset();
};

counter *make_counter();
