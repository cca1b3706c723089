#include "new.h"

number make_it(long value) { return number(value); }
