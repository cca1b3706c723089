#include "new.h"

int open(int value) { return value; }
