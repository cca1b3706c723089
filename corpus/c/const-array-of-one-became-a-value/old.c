#include "old.h"

const int limits[1] = { 9 };
