struct counter {
    int count = 1;
    int step();
};

counter *make_counter();
