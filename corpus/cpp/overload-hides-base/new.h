struct base {
    int count;
    int step(int by);
};

struct counter : base {
    int limit;
    int step(const counter &other);
};

counter *make_counter();
