#include "old.h"

int notify_all(void *notify, void *data)
{
    notify_t *call = notify;
    return call(data, 7);
}
