struct locked {
    int lock();
};
struct counter : locked {
    long count = 1;
};
struct gauge : locked {
    long level = 2;
};

counter *make_counter();
gauge *make_gauge();
