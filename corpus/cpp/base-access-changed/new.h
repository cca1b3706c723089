struct named {
    long id = 9;
};
struct counter : private named {
    long count = 1;
};

counter *make_counter();
