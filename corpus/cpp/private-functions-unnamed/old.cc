#include "old-headers/counter.h"

int counter::made;

counter::counter() : count(first(2))
{
    step();
    ++made;
}

int counter::get() const { return static_cast<int>(scaled(1)); }
int counter::first(int start) { return start; }
void counter::step() { ++count; }
long counter::scaled(long factor) const { return factor * count; }
