#include "new.h"

int twice(int value) { return 2 * value; }
