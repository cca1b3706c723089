#include "old.h"

static bool is_half(long double value) { return value == 0.5L; }
bool half(double value) { return is_half(value); }
