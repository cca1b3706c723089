#include "new.h"

counter::counter() : step(5), count(1) {}
counter::~counter() {}
long counter::get() const { return count.value; }
