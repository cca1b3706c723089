#include "old.h"

counter *counter::make() { return new counter(1); }
int counter::get() const { return count; }
