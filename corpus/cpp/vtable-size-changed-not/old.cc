#include "old.h"

namespace {
struct shape {
    virtual int area();
};
int shape::area() { return 4; }
shape *volatile one = new shape;
} // namespace

int measure() { return one->area(); }
