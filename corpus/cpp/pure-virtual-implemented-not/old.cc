#include "old.h"

int shape::area() { return 4; }
__attribute__((visibility("hidden"))) int shape::perimeter() { return 0; }
int measure(shape *what) { return what->area() + what->perimeter(); }
