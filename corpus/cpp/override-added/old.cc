#include "old.h"

int shape::area() { return 1; }
int square::corners() { return 4; }
int measure(shape *what) { return what->area(); }
