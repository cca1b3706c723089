#pragma once
inline int run(int value) {
    auto twice = [](int inner) __attribute__((noinline)) { return inner * 2; };
    return twice(value);
}
int open(int value);
