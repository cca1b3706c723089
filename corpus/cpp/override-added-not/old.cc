#include "old.h"

int shape::area() { return 1; }
square::square() {}
square *square::make() { return new square; }
int measure(shape *what) { return what->area(); }
