#include "new.h"

shape::shape() : side(2) {}
shape::~shape() {}
shape *shape::make() { return new shape; }
int shape::area() { return side * side; }
int shape::perimeter() { return side * 4; }
