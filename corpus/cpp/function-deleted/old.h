struct counter {
    int count;
    int step(long by) { return count += (int)by; }
    int reset();
};

counter *make_counter();
