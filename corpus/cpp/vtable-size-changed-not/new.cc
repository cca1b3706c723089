#include "new.h"

namespace {
struct shape {
    virtual int area();
    virtual int perimeter();
};
int shape::area() { return 4; }
int shape::perimeter() { return 0; }
shape *volatile one = new shape;
} // namespace

int measure() { return one->area(); }
