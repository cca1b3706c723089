#include "new.h"

shape::shape() {}
shape::~shape() {}
int shape::area() { return 4; }
void shape::release() { delete this; }
shape *shape::make() { return new shape; }
