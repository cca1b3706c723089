#include "new.h"

counter::counter() : step(5), count(1), total(3) {}
counter::counter(const counter &other) : step(other.step), count(other.count), total(other.total) {}
counter &counter::operator=(const counter &other)
{
    count = other.count;
    step = other.step;
    total = other.total;
    return *this;
}
counter::~counter() {}
long counter::get() const { return count + total; }
