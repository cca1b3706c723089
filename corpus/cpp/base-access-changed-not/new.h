struct named {
    long id = 9;
};
struct counter : public named {
    counter();
    long count;
};

counter *make_counter();
