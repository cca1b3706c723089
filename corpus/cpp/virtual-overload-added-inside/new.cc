#include "new.h"

int shape::scale(int by) { return by; }
int shape::scale(int by, int how) { return by * how; }
int shape::corners() { return 3; }
shape *make_shape() { return new shape; }
