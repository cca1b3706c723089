#include "new.h"

counter::counter()
{
    all = 1;
    scale = 2;
}
counter::counter(const counter &other)
{
    all = other.all;
    scale = other.scale;
}
counter::~counter() { all = 0; }
counter &counter::operator=(const counter &other)
{
    all = other.all;
    scale = other.scale;
    return *this;
}
int counter::get() const { return all + static_cast<int>(scale); }
