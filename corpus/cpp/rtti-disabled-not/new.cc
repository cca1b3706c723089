#include "new.h"

int shape::area() const { return side * side; }
