#include "old-headers/ring.h"

int main(void)
{
    int values[RING_SIZE] = {0};

    ring_fill(values);
    return values[RING_LAST] != 1;
}
