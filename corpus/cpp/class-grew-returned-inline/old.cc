#include "old.h"

counter::counter() : count(1) {}
counter::counter(const counter &from) : count(from.count + 1) {}
counter *counter::make() { return new counter; }
long counter::get() const { return count; }
