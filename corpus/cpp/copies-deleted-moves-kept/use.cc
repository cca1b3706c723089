#ifdef ABI_NEW
#include "new.h"
#else
#include "old.h"
#endif

int main()
{
    number five(5), other(five);
    return value_of(number(other.value)) != 5;
}
