struct counter {
    int count;
    int one() { return 1; }
};

counter *make_counter();
