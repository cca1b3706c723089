#include "old.h"

int weights[4] = { 1, 2, 3, 4 };
