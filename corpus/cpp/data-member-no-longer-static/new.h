struct counter {
    int step = 5;
    int count = 1;
};

counter *make_counter();
