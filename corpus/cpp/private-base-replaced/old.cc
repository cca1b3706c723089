#include "old.h"

counter::counter()
{
    all = 1;
    value = 2;
}
counter::counter(const counter &other)
{
    all = other.all;
    value = other.value;
}
counter::~counter() { all = 0; }
counter &counter::operator=(const counter &other)
{
    all = other.all;
    value = other.value;
    return *this;
}
int counter::get() const { return all + static_cast<int>(value); }
