#include "old.h"

counter::counter() : count(1), total(3) {}
counter::~counter() {}
long counter::get() const { return count.value; }
