#include "old.h"

__attribute__((weak)) int add(int value) { return value + 1; }
