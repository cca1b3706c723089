#ifdef ABI_NEW
#include "new.h"
#else
#include "old.h"
#endif

int main()
{
    const counter *one = make_counter();
    return one->now() != 1;
}
