#ifdef ABI_NEW
#include "new.h"
#else
#include "old.h"
#endif

int main()
{
    const tagged *base = make_counter();
    return base->kind() != 3 || make_counter()->count != 1;
}
