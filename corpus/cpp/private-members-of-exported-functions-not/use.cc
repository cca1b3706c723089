#include "old.h"

int main()
{
    counter first;
    counter second;
    first = second;
    return first.get() != 2;
}
