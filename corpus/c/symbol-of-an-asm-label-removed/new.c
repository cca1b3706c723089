#include "new-headers/level.h"

int depth(int of)
{
    return of - 1;
}
