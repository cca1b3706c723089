struct tagged {
};
struct counter
{
    counter();
    long count = 1;
    long last = 2;
};

counter *make_counter();
