#include "old-headers/vector.h"

vector::vector() : parts{1, 2, 3, 4} {}
void vector::add(const vector &other)
{
    for (int i = 0; i < 4; ++i)
        parts[i] += other.parts[i];
}
float vector::at(int index) const { return parts[index]; }
