struct tagged {
    int kind() const;
};
struct counter
{
    counter();
    long count;
};

counter *make_counter();
