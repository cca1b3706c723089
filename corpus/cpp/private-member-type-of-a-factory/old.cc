#include "old.h"

counter::counter() : count(1) {}
counter::~counter() {}
counter *counter::make() { return new counter; }
int counter::get() const { return static_cast<int>(count); }
void counter::step() { count += 1; }
