#include "new.h"

shape::shape() {}
shape::~shape() {}
int shape::area() { return 4; }
shape *shape::make() { return new shape; }
