struct counter {
    long count;
};

counter *make_counter();
