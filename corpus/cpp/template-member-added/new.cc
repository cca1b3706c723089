#include "new.h"

static vec<int> some_ints = {1, 0, 2};
static vec<long> some_longs = {3, 0, 4};
static vec<const char *> some_strings = {"5", nullptr, 6};
vec<int> *ints() { return &some_ints; }
vec<long> *longs() { return &some_longs; }
vec<const char *> *strings() { return &some_strings; }
