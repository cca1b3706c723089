#include "new.h"

shape::shape() {}
int shape::area() { return 1; }
int shape::perimeter() { return 2; }
square::square() {}
int square::corners() { return 4; }
square *square::make() { return new square; }
