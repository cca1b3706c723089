#include "old.h"

counter::counter() : count(1) {}
counter::~counter() {}
int counter::get() const { return count; }
void counter::release() { delete this; }
