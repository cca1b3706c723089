struct span {
    span(int first, int last) : first(first), last(last) {}
    span(const span &other) : first(other.first), last(other.last) {}
    int first;
    int last;
};

int sum(span what);
span make(int last);
int width(const span &what);
