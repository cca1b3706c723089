#include <new>

#include "old-headers/counter.h"

counter::counter() : count(1) {}
counter::counter(const counter &from) : count(from.count) {}
counter::~counter() {}
long counter::get() const { return count; }
