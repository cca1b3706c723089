struct named {
    long id = 9;
};
struct counter
: named
{
    long count = 1;
    long step = 2;
};

counter *make_counter();
long id_of(const named &what);
