#include "new.h"

int counter::get() { return count; }
int counter::step() { return ++count; }
counter *make_counter() { return new counter; }
