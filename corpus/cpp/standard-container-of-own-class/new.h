#pragma once
#include <map>

struct key {
    int a;
    bool operator<(const key &other) const { return a < other.a; }
};

struct table {
    std::map<key, int> rows;
};

long rows_of(const table &what, key of);
long first_of(const table &what);
