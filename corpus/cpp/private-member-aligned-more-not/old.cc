#include "old-headers/vector.h"

vector::vector() : parts{1, 2, 3, 4} {}
vector::vector(const vector &other) : parts() { add(other); }
vector *vector::make() { return new vector; }
void vector::add(const vector &other)
{
    for (int i = 0; i < 4; ++i)
        parts[i] += other.parts[i];
}
float vector::at(int index) const { return parts[index]; }
