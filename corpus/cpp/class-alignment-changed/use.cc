#include "old.h"

int main()
{
    alignas(32) static char room[sizeof(vector4) + 16];
    return !is_aligned(reinterpret_cast<vector4 *>(room + 16));
}
