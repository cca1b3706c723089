#ifdef ABI_NEW
#include "new.h"
#else
#include "old.h"
#endif

int main()
{
    shape::style *one = &make_shape()->now;
    return one->colour != 3;
}
