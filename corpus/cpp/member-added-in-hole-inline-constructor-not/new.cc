#include "new.h"

counter::counter(int first) : ready(true), fast(false), count(first) {}
int counter::get() const { return fast ? -count : count; }
