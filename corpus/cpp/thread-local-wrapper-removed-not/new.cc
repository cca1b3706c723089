#include "new.h"

int start(int value) { return value + 1; }
