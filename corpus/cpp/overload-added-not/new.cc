#include "new.h"

int scale(int value) { return 2 * value; }
int scale_long(long value) { return 3 * value; }
