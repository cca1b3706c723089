#include "new.h"

int shape::area() { return 1; }
square::square() {}
square *square::make() { return new square; }
int square::area() { return 1; }
int measure(shape *what) { return what->area(); }
