struct counter {
    explicit counter(int from);
    int count;
};

int count_of(counter what);
