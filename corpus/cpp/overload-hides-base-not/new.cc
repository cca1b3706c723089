#include "new.h"

static counter one;

counter *make_counter() { one.count = 1; return &one; }
int base::step(int by) { return count += by; }
int counter::climb(const counter &other) { return count += other.count; }
