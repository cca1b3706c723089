#include "new.h"

counter::counter() : count(1), last(2) {}
counter::counter(const counter &from) : count(from.count + 1), last(from.last + 1) {}
counter *counter::make() { return new counter; }
long counter::get() const { return count + (last == 3 ? 0 : 10); }
