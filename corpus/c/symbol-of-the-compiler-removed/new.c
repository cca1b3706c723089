#include "new-headers/fill.h"

void fill(char *bytes, unsigned long count)
{
    while (count--)
        bytes[count] = 0;
}
