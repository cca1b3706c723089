#include "new.h"

counter::counter() : step(5), count(1), rest() {}
counter::counter(const counter &other) : step(5), count(other.count), rest() {}
counter &counter::operator=(const counter &other)
{
    count = other.count;
    return *this;
}
counter::~counter() {}
int counter::get() const { return count; }
counter::reader counter::make(const counter &of) { return reader(of); }
