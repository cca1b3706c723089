#include <new>

#include "old.h"

long value_of(number what) { return what.value; }
number *place_it(void *where, long value) { return new (where) number(value); }
