#include "old.h"

int scale(int value) { return 2 * value; }
