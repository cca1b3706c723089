struct counter {
    int first = 3;
    int count = 1;
};

counter *make_counter();
