struct locked {
    int lock();
    int unlock();
    static long owners;
};
struct counter : locked {
    long count = 1;
};

counter *make_counter();
