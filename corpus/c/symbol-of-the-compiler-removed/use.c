#ifdef ABI_NEW
#include "new-headers/fill.h"
#else
#include "old-headers/fill.h"
#endif

// No header has it.
void fill_wide(char *bytes, unsigned long count);

int main(void)
{
    char bytes[16] = "old";

    fill(bytes, 2);
    fill_wide(bytes, sizeof bytes);
    return bytes[2];
}
