#include "new.h"

int shape::area() { return 1; }
int shape::perimeter() { return 2; }
int shape::corners() { return 3; }
shape *make_shape() { return new shape; }
