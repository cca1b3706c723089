#include "old.h"

int main()
{
    return ints()->count != 2 || longs()->count != 4;
}
