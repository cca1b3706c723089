#include "old.h"

counter::counter() : count(0) {}
int counter::tick() { return ++count; }
