#include "new.h"

counter::counter() : count(1), last(2) {}
counter::~counter() {}
int counter::get() const { return count; }
void counter::release() { delete this; }
