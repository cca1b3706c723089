#include "old.h"

extern "C" int sum_all(int *values, int count)
{
    int all = 0;
    for (int i = 0; i < count; i++)
        all += values[i];
    return all;
}
