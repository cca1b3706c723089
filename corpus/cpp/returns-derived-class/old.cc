#include "old.h"

int shape::edges() const { return 2; }
shape *make_shape() { return new circle; }
