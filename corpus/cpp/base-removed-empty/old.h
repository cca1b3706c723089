struct tagged {
    int kind() const;
};
struct counter
: tagged
{
    counter();
    long count;
};

counter *make_counter();
