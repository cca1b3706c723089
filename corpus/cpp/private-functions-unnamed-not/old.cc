#include "old-headers/counter.h"

counter::counter() : count(kept(1)) {}
counter::~counter() {}
int counter::kept(int start) { return start; }
int counter::checked(int start) { return start + count; }
int counter::hook(int start) { return start; }
