#include "old.h"

int main()
{
    return twice(metres(3)) != 6;
}
