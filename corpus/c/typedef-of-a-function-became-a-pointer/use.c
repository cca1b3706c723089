#ifdef ABI_NEW
#include "new.h"
#else
#include "old.h"
#endif

static notify_t seen;

static int seen(void *data, int event)
{
    *(int *)data = event;
    return 0;
}

int main(void)
{
    int event = 0;
    return notify_all(seen, &event) != 0 || event != 7;
}
