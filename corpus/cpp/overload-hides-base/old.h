struct base {
    int count;
    int step(int by);
};

struct counter : base {
    int limit;
};

counter *make_counter();
