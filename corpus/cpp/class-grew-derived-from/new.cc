#include "new.h"

counter::counter() : count(0) {}
int counter::tick() { return last = ++count; }
