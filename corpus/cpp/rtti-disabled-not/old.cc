#include "old.h"

int shape::area() const { return side * side; }
