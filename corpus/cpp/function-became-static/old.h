struct counter {
    int count;
    int add(int step);
};

counter *make_counter();
