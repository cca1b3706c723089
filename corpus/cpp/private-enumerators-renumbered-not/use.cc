#include "old-headers/counter.h"

int main()
{
    counter one;
    return one.get() != 1;
}
