struct counter {
    int count;
    int now() const { return count; }
    int now() { return count; }
    int step();
};

counter *make_counter();
