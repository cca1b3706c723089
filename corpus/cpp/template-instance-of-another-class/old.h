#pragma once
#include <memory>

struct before {
    long count;
    long others;
};
struct behind {
    double weight;
    long amount;
};
struct holder {
    std::unique_ptr<before> held;
};

long count_of(const holder &what);
long first_of(const before &one, const behind &other);
