#include "old-headers/counter.h"

counter::counter() : count(1) {}
counter::counter(const counter &from) : count(from.count) {}
counter::~counter() {}
counter *counter::make()
{
    static counter *first = new counter;
    return first->copy();
}
long counter::get() const { return count; }
