#ifdef ABI_NEW
#include "new-headers/ring.h"
#else
#include "old-headers/ring.h"
#endif

int main(void)
{
    int values[RING_SIZE] = {0};

    ring_fill(values);
    return values[RING_HALF] != 1;
}
