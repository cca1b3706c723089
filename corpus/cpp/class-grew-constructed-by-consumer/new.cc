#include "new.h"

counter::counter() : count(1), last(2) {}
int counter::get() { return count; }
