#include "new.h"

int measure(const Shape &shape) { return shape.area(); }
int unit() { return 0; }
