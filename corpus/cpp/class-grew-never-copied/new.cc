#include "new.h"

counter::counter() : count(1), last(2) {}
counter::~counter() {}
counter *counter::make() { return new counter; }
int counter::get() const { return count; }
