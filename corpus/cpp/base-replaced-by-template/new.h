template <typename T> struct tracked {
    T last = 5;
};
struct counter : tracked<long> {
    short count = 1;
    long step = 2;
};

counter *make_counter();
