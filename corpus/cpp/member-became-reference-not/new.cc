#include "new.h"

static long value = 5;
setting *make_setting() { return new setting{value, 0}; }
