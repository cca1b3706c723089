struct counter {
    int count;
    static int add(int step);
};

counter *make_counter();
