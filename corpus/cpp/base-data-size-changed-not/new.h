struct base {
    int count;
    char flag;
    char last;
};

void touch(base *what);
