struct counter {
    int step = 5;
    int count = 1;
    int rest = 9;
};

counter *make_counter();
