#include "old.h"

counter::counter(const counter_start &from) : count(from.first) {}
counter *counter::make() { return new counter({1}); }
int counter::get() const { return count; }
