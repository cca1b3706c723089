#include "new.h"

int counter::step() { return ++count; }
counter *make_counter() { return new counter; }
