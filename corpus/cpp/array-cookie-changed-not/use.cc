#include "old.h"

int main()
{
    item *items = new item[3];
    destroy(items);
    return gone != 3;
}
