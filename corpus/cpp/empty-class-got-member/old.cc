#include "old.h"

long value_of(tag which, long value) { return value; }
