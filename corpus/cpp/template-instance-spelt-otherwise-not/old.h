#pragma once

using number = long;
template <typename T> struct list_of {
    T *first;
    long count;
};

struct table {
    list_of<long> sums;
};

long first_of(const table &what);
