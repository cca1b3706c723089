struct counter {
    static int step;
    int count = 1;
    int rest = 9;
};

counter *make_counter();
