#include "new.h"

namespace {
struct first {
    virtual int one();
    virtual int more();
    int a = 1;
};
struct middle : virtual first {
    virtual int three();
    int c = 3;
};
int first::one() { return a; }
int first::more() { return a; }
int middle::three() { return c; }
middle *volatile it = new middle;
} // namespace

int sum() { return it->one() + it->three(); }
