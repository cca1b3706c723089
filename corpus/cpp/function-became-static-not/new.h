struct counter {
    int count;
    static int add(int step);
    int step(int by);
};

counter *make_counter();
