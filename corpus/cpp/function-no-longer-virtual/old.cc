#include "old.h"

int shape::area() { return 1; }
int shape::perimeter() { return 2; }
int shape::corners() { return 3; }
int shape::sides() { return 4; }
shape *make_shape() { return new shape; }
