struct named {
    long id = 9;
};
struct counter : private named {
    counter();
    long count;
};

counter *make_counter();
