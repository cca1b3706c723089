#include "new.h"

long area(long side)
{
    return side * side;
}
