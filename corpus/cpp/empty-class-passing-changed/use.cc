#include "old.h"

int main()
{
    return last_of(1, 2, 3, 4, 5, 6, tag(), 7) != 7;
}
