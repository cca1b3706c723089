#include "new.h"

namespace {
struct shape {
    virtual int area();
    virtual int corners();
};
int shape::area() { return 1; }
int shape::corners() { return 3; }
shape *volatile one = new shape;
} // namespace

int corners() { return one->corners(); }
