struct base {
    base(int id);
    int id;
};
struct derived : base {
    using base::base;
    int more = 5;
};

int more_of(const derived &which);
derived *make_derived();
