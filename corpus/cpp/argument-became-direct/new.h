struct span {
    span(int first, int last) : first(first), last(last) {}
    span(const span &other) = default;
    int first;
    int last;
};

int sum(span what);
