#include "old.h"

number::number(long from) : value(from) {}
long value_of(number what) { return what.value; }
