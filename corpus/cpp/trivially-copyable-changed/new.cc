#include <new>

#include "new.h"

number *place_it(void *where, long value) { return new (where) number(value); }
number &number::operator=(const number &other) { value = other.value; return *this; }
long value_of(number what) { return what.value; }
