struct counter {
    int get();
    int count;
    int reset(int to);
};

counter *make_counter();
