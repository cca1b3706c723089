#include "new.h"

void room::fill(int *counts)
{
    for (int i = 0; i < most; i++)
        counts[i] = static_cast<int>(i * scale) + mark * i + static_cast<int>(way) * i + from_end * i;
}
