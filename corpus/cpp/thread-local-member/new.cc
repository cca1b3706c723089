#include "new.h"

thread_local float counter::last = 4;
int counter::step() { return static_cast<int>(last); }
