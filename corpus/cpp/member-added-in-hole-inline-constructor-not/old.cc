#include "old.h"

counter::counter(int first) : ready(true), count(first) {}
int counter::get() const { return count; }
