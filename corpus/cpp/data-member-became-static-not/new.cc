#include "new.h"

int counter::step = 5;
counter *make_counter() { return new counter; }
