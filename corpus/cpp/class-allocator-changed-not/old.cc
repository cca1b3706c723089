#include <cstdlib>

#include "old.h"

counter::counter() : count(1) {}
counter *counter::make() { return new counter; }
void counter::destroy(counter *what) { delete what; }
