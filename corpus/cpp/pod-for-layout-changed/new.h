struct base {
    base();
    int count;
    char flag;
};
struct child : base {
    char more;
};

int more_of(const child &what);
