struct span {
    span(int first, int last) : first(first), last(last) {}
    int first;
    int last;
};

int sum(const span &what);
