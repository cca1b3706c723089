struct counter {
    int count;
    static int one() { return 1; }
};

counter *make_counter();
