#ifdef ABI_NEW
#include "new.h"
#else
#include "old.h"
#endif

int main()
{
    int five = 5;
    holder one = {five};
    return value_of(one) != 5;
}
