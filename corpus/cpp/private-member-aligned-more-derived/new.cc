#include "new-headers/vector.h"

vector::vector() : parts(_mm_setr_ps(1, 2, 3, 4)) {}
void vector::add(const vector &other) { parts = _mm_add_ps(parts, other.parts); }
float vector::at(int index) const { return reinterpret_cast<const float *>(&parts)[index]; }
