#pragma once
#include <functional>

struct point {
    int x;
    int y;
};
template <> struct std::less<point> {
    bool down;
    bool operator()(const point &a, const point &b) const { return (a.x < b.x) != down; }
};

bool is_first(const std::less<point> &order, const point &a, const point &b);
