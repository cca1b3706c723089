#ifdef ABI_NEW
#include "new-headers/level.h"
#else
#include "old-headers/level.h"
#endif

int main(void)
{
    return level(depth(1)) == 1 ? 0 : 1;
}
