#include "old.h"

namespace {
struct shape {
    virtual int area();
    virtual int perimeter();
    virtual int corners();
};
int shape::area() { return 1; }
int shape::perimeter() { return 2; }
int shape::corners() { return 3; }
shape *volatile one = new shape;
} // namespace

int corners() { return one->corners(); }
