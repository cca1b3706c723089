#include "new.h"

label::label() : length(2) {}
label::label(const label &other) : length(other.length) {}
label::~label() { length = 0; }
label &label::operator=(const label &other)
{
    length = other.length;
    return *this;
}

int weight(const entry *one) { return one->fast ? 0 : one->name.length + one->count; }
