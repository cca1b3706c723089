#include "new.h"

int counter::get() { return count; }
int counter::reset(int to) { return count = to; }
counter *make_counter() { return new counter(); }
