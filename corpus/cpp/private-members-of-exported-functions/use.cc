#include "old.h"

int main()
{
    counter first;
    counter second(first);
    first = second;
    return first.get() != 4 || second.get() != 4;
}
