#include "old.h"

counter::counter() : count(1) {}
int counter::get() { return count; }
