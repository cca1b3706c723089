#include "old.h"

shape::~shape() {}
int shape::corners() const { return 0; }
square::square() : side(3) {}
int square::corners() const { return 4; }
square *square::make() { return new square; }
int count(const shape &what) { return what.corners(); }
