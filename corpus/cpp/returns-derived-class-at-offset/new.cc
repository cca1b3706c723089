#include "new.h"

int shape::edges() const { return 2; }
circle *make_shape() { return new circle; }
