#include "old.h"

static counter one = {5};

counter *make_counter() { return &one; }
int counter::add(int step) { return step + 1; }
