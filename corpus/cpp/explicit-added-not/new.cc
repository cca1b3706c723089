#include "new.h"

metres::metres(int value) : value(value) {}
int twice(metres what) { return 2 * what.value; }
