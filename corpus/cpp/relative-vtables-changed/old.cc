#include "old.h"

int shape::area() { return 1; }
int shape::corners() { return 3; }
shape *make_shape() { return new shape; }
