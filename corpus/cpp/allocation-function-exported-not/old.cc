#include "old.h"

int add(int value) { return value + 1; }
