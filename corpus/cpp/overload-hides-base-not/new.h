struct base {
    int count;
    int step(int by);
};

struct counter : base {
    int limit;
    int climb(const counter &other);
};

counter *make_counter();
