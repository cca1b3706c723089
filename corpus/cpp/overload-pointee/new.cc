#include "new.h"

int sum(const int *values, int count) { return values[0] + count; }
