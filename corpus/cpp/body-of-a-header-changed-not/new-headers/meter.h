// A comment at the head of it all,
// of some lines.
#pragma once
#include <assert.h>
#include "../meter-private.h"

class meter
{
    int value = 0;
    int step = 2 * 2;

public:
    explicit meter(int first)
        : value(first)
    {
    }
    void set(int now)
    {
        assert(now > 0); value = now; // now
    }
    template <class Number>
    void add(Number what, int count)
    {
        value += Number(what) * count;
    }
    int read() const;
    int line() const { return __LINE__; }
};
