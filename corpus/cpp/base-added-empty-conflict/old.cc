#include "old.h"

counter::counter() : count(1) {}
counter *make_counter() { return new counter; }
