#include "old.h"

namespace {
struct first {
    virtual int one();
    int a = 1;
};
struct middle : virtual first {
    virtual int three();
    int c = 3;
};
int first::one() { return a; }
int middle::three() { return c; }
middle *volatile it = new middle;
} // namespace

int sum() { return it->one() + it->three(); }
