struct tag {
};
struct other {
};
struct inner
: other
{
    inner() : value(3) {}
    int value;
};
struct outer : tag {
    outer();
    inner first;
};

outer *make_outer();
void see(other *what);
