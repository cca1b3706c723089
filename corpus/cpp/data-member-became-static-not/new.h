struct counter {
    int first = 3;
    static int step;
    int count = 1;
};

counter *make_counter();
