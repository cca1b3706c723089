#include "old-headers/source.h"

static int held;

struct hold {
    hold() { held++; }
    ~hold() { held--; }
};

static void ask(source &from)
{
    hold one;
    from.poll();
}

int main()
{
    source one;
    try {
        ask(one);
    } catch (...) {
    }
    return held;
}
