#include "old.h"

int sum(int *values, int count) { return values[0] + count; }
