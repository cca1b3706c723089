struct counter {
    int value;
    int step;
};

counter *make_counter();
