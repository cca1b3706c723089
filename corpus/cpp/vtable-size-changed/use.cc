#include "old.h"

int main()
{
    shape *what = new shape;
    return measure(what) != 4;
}
