struct tag {
};
struct inner
: tag
{
    inner() : value(3) {}
    int value;
};
struct outer : tag {
    outer();
    inner first;
};

outer *make_outer();
