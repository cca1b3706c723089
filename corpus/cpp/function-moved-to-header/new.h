struct counter {
    int count;
    int step(int by) { return count += by; }
    int reset();
};

counter *make_counter();
