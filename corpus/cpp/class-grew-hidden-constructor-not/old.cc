#include "old.h"

counter::counter(int first) : all(first) {}
counter *counter::make() { return new counter; }
void counter::count() { all++; }
