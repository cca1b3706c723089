struct span {
    int first;
    int last;
};

int sum(span what);
