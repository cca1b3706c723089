#include "new.h"

int shape::area() { return 4; }
int shape::perimeter() { return 0; }

int measure(shape *what) { return what->area() + what->perimeter(); }
