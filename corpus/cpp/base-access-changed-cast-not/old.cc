#include "old.h"

shape::~shape() {}
int shape::corners() const { return 0; }
square::square() : side(3) {}
int square::corners() const { return 4; }
shape *make_shape() { return new square; }
