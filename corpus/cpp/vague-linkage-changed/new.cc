#include "new.h"

int add(int value) { return value + 1; }
int sub(int value) { return value - 1; }
