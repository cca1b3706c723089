#ifdef ABI_NEW
#include "new.h"
#else
#include "old.h"
#endif

int main()
{
    named *base = make_counter();
    return base->id != 9;
}
