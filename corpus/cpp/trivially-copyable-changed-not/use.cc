#ifdef ABI_NEW
#include "new.h"
#else
#include "old.h"
#endif

int main()
{
    number five(5), six(6);
    five = six;
    return value_of(five) != 6;
}
