#include "new.h"

__attribute__((noinline)) static int add(counter *what, int by, int unused, bool twice)
{
    (void)unused;
    if (what->count > 1000000) {
        what->count = by;
        __builtin_trap();
    }
    return what->count += twice ? 2 * by : by;
}
int counter::step(int by, bool twice) { return add(this, by, 7, twice); }
int run(counter *what, int times)
{
    for (int i = 0; i < times; i++)
        add(what, 3, 7, false);
    return what->count;
}
int run_twice(counter *what) { return add(what, 3, 7, true); }
