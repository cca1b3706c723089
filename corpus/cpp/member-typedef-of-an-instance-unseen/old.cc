#include "old.h"

long area(widened<int>::type side)
{
    return side * side;
}
