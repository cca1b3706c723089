#include "old.h"

int shape::scale(int by) { return by; }
int shape::corners() { return 3; }
shape *make_shape() { return new shape; }
