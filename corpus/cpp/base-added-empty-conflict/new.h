struct tag {
};
struct counter
: tag
{
    counter();
    tag mark;
    char count;
};

counter *make_counter();
