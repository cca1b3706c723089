struct base {
    int count;
private:
    char flag;
};

struct child : base {
    char more;
};

int more_of(const child &what);
