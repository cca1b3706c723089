struct counter {
    int count;
    int step(int by);
    int step(double by) = delete;
};

counter *make_counter();
