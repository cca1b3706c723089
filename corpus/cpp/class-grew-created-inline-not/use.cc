#include "old-headers/counter.h"

int main()
{
    return get_twice(counter::make()) != 2;
}
