#include "new.h"

counter::counter() : count(1) {}
int counter::step() { return ++count; }
