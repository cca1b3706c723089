#include "new.h"

int shape::area() { return 0; }
rectangle::rectangle() {}
int rectangle::corners() { return 4; }
square::square() {}
__attribute__((visibility("hidden"))) int rectangle::area() { return 4; }
square *square::make() { return new square; }
