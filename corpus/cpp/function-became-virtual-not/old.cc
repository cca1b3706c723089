#include "old.h"

int shape::area() { return 0; }
int shape::perimeter() { return 0; }
int square::area() { return 4; }
shape *make_square() { return new square; }
