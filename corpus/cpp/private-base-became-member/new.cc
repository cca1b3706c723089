#include "new.h"

counter::counter()
{
    all = 1;
    held.value = 2;
}
counter::counter(const counter &other)
{
    all = other.all;
    held.value = other.held.value;
}
counter::~counter() { all = 0; }
counter &counter::operator=(const counter &other)
{
    all = other.all;
    held.value = other.held.value;
    return *this;
}
int counter::get() const { return all + static_cast<int>(held.value); }
