#pragma once

struct place {
    int x;
    int y;
};
template <typename T> struct list_of {
    T *first;
    long count;
};

struct table {
    list_of<place> rows;
    list_of<long long> sums;
};

long first_of(const table &what);
