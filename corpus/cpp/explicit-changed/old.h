struct counter {
    counter(int from);
    int count;
};

int count_of(counter what);
