#include "old.h"

int main()
{
    derived mine(7);
    return mine.id != 7 || more_of(mine) != 5;
}
