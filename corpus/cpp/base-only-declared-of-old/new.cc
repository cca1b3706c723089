#include "new.h"

int square::grow(int by) { return by; }
int use(square *s) { return s->grow(1); }
square *make_square() { return new square; }
int shape::area(int side) { return side; }
