struct counter {
    int step();
    long count = 1;
    long last = 2;
};

counter *make_counter();
