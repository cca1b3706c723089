#include "old.h"

int main()
{
    return twice(2) != 4;
}
