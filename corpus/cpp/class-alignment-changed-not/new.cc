#include "new.h"

bool is_aligned(const vector4 *what)
{
    return reinterpret_cast<unsigned long>(what) % alignof(vector4) == 0;
}
