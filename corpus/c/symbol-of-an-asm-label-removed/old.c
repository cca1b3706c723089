#include "old-headers/level.h"

int level(int of)
{
    return of + 1;
}

int depth(int of)
{
    return of - 1;
}
