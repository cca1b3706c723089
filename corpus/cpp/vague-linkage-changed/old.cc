#include "old.h"

__attribute__((weak)) int add(int value) { return value + 1; }
__attribute__((weak)) int sub(int value) { return value - 1; }
