#include "old.h"

int main()
{
    shape *copy = make_circle()->clone();
    return copy->area != 3;
}
