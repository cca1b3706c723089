#ifdef ABI_NEW
#include "new.h"
#else
#include "old.h"
#endif

int main()
{
    lib::basket *all = make_basket();
    lib::v1::item *first = all->first;
    return first->price != 4 || all->count != 8;
}
