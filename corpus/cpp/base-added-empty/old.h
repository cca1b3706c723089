struct noncopyable {
    noncopyable() = default;
    noncopyable(const noncopyable &) = delete;
};
struct counter
{
    counter();
    ~counter();
    long count;
};

counter *make_counter();
void use_base(noncopyable *what);
