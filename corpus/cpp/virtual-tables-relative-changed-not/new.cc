#include "new.h"

int shape::area() { return 4; }
int shape::corners() { return 3; }

static shape one;
shape *make() { return &one; }
