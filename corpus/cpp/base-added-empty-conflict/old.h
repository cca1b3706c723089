struct tag {
};
struct counter
{
    counter();
    tag mark;
    char count;
};

counter *make_counter();
