#include "old-headers/fill.h"

void fill_wide(char *bytes, unsigned long count)
{
    while (count--)
        bytes[count] = 0;
}

void fill_first(char *bytes, unsigned long count) __asm__("fill.A");
void fill_first(char *bytes, unsigned long count)
{
    while (count--)
        bytes[count] = 0;
}

void fill(char *bytes, unsigned long count)
{
    if (count > 8)
        fill_wide(bytes, count);
    else
        fill_first(bytes, count);
}
