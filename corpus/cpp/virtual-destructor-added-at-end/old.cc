#include "old.h"

int shape::area() { return 0; }

int measure(shape *what)
{
    int area = what->area();
    (void)what;
    return area;
}
