#include "old.h"

int main()
{
    counter first;
    return peek(first) != 1;
}
