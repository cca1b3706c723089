#include "old.h"

counter::counter(int from) : count(from) {}
int count_of(counter what) { return what.count; }
