struct range {
    long from, to, by;
};
struct counter {
    explicit counter(int start);
    range next(int step);
    long count;
};
