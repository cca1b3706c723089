struct counter {
    int count;
    int step(int by);
    int reset();
};

counter *make_counter();
