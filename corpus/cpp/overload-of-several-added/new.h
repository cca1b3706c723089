struct counter {
    int count;
    int step();
    int step(int by);
    int step(long by);
};

counter *make_counter();
