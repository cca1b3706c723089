#ifdef ABI_NEW
#include "new.h"
#else
#include "old.h"
#endif

int main()
{
    return number_of(green) != 1;
}
