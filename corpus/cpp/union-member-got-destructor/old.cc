#include "old.h"

long value_of(either what) { return what.other; }
either make_it(long value) { return either(value); }
