#include "old.h"

int shape::area() { return 4; }
int measure(shape *what) { return what->area(); }
