#include "new.h"

int add(int value) { return value + 1; }
