#pragma once

struct by_count {};
template <typename T, typename P> struct stored {
    T last;
    int uses;
};
template <typename T, typename P = by_count> struct list_of : stored<T, P>, P {
    using value = T;
    value *first;
};

struct table {
    list_of<int> rows;
    long count;
};

long uses_of(const table &what);
