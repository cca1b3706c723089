struct counter {
    explicit counter(int start);
    long next(int step);
    long count;
};
