#include "new.h"

handle::handle() : id(1) {}
counter::counter(int from) : count(from) {}
int counter::step() { return ++count; }
