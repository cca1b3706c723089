#include "new.h"

namespace {
struct square : shape {
    int side = 2;
};
} // namespace

int shape::area() { return 4; }
shape *make_shape() { return new square; }
int measure(shape *what) { return what->area(); }
