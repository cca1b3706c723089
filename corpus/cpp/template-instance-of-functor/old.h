#pragma once

struct ascending {
    bool operator()(int one, int other) const { return one < other; }
};

template <typename Order> struct pair_of {
    int first;
    int second;
    Order order;
    int leading() const { return order(first, second) ? first : second; }
};

struct table {
    pair_of<ascending> rows;
};

int leading_of(const table &what);
