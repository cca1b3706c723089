struct base {
    int count;
    int flag;
};
struct child : base {
    char more;
};

int more_of(const child &what);
