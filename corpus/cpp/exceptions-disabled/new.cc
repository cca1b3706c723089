#include "new.h"

int held;

struct lock {
    lock() { held++; }
    ~lock() { held--; }
};

void with_lock(void (*what)())
{
    lock one;
    what();
}
