struct counter {
    int count;
    int step();
    int step(int by);
};

counter *make_counter();
