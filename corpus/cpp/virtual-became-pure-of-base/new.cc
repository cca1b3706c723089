#include "new.h"

shape::shape() {}
int shape::area() { return 0; }
int shape::perimeter() { return 1; }
int measure(shape *what) { return what->area() + what->perimeter(); }
