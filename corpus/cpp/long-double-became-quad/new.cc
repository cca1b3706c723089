#include "new.h"

bool half(long double value) { return value == 0.5; }
