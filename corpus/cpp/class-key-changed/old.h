struct counter {
    int count;
    int step();
};

counter *make_counter();
