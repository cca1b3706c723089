struct counter {
    int count;
    int step();
    int twice() { step(); return step(); }
};

counter *make_counter();
