#include "new.h"

box::box(const name *, unsigned long start)
{
    count = static_cast<int>(start);
    rest = 0;
}
box::~box() {}
int box::get() const { return count; }
