#include "old.h"

static vec<int> some_ints = {1, 2};
static vec<long> some_longs = {3, 4};
vec<int> *ints() { return &some_ints; }
vec<long> *longs() { return &some_longs; }
