#include "new.h"

counter::counter(const counter_start &from) : count(from.first), last(2) {}
counter *counter::make() { return new counter({1}); }
int counter::get() const { return count + (last == 2 ? 0 : 10); }
