#include "old.h"

shape::shape() {}
int shape::area() { return 0; }
int measure(shape *what) { return what->area(); }
