#include "new-headers/counter.h"

counter::counter() : count(first(1, 1)) { step(); }
int counter::get() const { return count; }
int counter::first(int start, int more) { return start + more; }
long counter::step() { return ++count; }
