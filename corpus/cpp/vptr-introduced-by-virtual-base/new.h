struct tagged {
};
struct counter
: virtual tagged
{
    counter();
    long count = 1;
    long last = 2;
};

counter *make_counter();
