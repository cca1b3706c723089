#pragma once

struct point {
    int x;
    int y;
};
template <typename T> struct list_of {
    T *first;
    long count;
};

struct table {
    list_of<point> rows;
    list_of<long> sums;
};

long first_of(const table &what);
