#pragma once
#include <assert.h>
#include "../meter-private.h"

class meter {
    int value = 0;
    int step = 4;

public:
    explicit meter(int start) : value(start) {}
    void set(int now) { assert(now > 0); value = now; }
    template <class T> void add(T more, int times) { value += T(more) * times; }
    int read() const;
    int line() const { return __LINE__; }
};
