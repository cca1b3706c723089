#include "new.h"

shape::~shape() {}
int shape::corners() const { return 0; }
named::~named() {}
square::square() : side(3) {}
int square::corners() const { return 4; }
named *make_square() { return new square; }
