struct counter {
    static int step;
    int count = 1;
};

counter *make_counter();
