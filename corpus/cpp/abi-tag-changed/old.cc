#include "old.h"

int limit(int value) { return value < 9 ? value : 9; }
