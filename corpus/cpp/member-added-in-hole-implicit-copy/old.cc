#include "old.h"

label::label() : length(2) {}
label::label(const label &other) : length(other.length) {}
label::~label() { length = 0; }
label &label::operator=(const label &other)
{
    length = other.length;
    return *this;
}

entry::entry(int first) : ready(true), count(first) {}
int entry::weight() const { return name.length + count; }
