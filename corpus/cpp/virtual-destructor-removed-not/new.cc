#include "new.h"

int body::mass() { return 2; }
body::~body() {}
int shape::area() { return 3; }
shape::~shape() {}
shape *make_shape() { return new shape; }
