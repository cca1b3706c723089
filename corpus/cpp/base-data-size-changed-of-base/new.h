struct base {
    base();
    int count;
    char flag;
};

struct middle : base {
    middle();
    void touch();
    char late;
};
