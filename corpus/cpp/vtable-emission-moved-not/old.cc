#include "old.h"

int shape::area() { return 4; }
int shape::corners() { return 3; }
int measure(shape *what) { return what->area() + what->corners(); }
shape *make_shape() { return new shape; }
