#include "old-headers/ring.h"

static struct {
    int values[RING_SIZE];
    int behind[RING_SIZE];
} all;

int main(void)
{
    ring_fill(all.values);
    return all.behind[0] != 0 || all.values[RING_NEXT(0)] != 1 || ring_first() != 1;
}
