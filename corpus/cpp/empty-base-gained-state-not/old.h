struct locked {
    int lock();
};
struct counter : locked {
    long count = 1;
};

counter *make_counter();
