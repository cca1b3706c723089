#include "old.h"

counter::counter() : count(1), limit(7), total(3) {}
counter::counter(const counter &other) : count(other.count), limit(other.limit), total(other.total) {}
counter &counter::operator=(const counter &other)
{
    count = other.count;
    limit = other.limit;
    total = other.total;
    return *this;
}
counter::~counter() {}
long counter::get() const { return count + total; }
