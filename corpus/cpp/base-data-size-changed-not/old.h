struct base {
    int count;
    char flag;
};

void touch(base *what);
