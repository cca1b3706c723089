#include "old.h"

namespace {
struct square : shape {
    int area() override;
    int side = 2;
};
int square::area() { return 4; }
} // namespace

int shape::area() { return 4; }
shape *make_shape() { return new square; }
int measure(shape *what) { return what->area(); }
