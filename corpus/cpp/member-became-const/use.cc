#ifdef ABI_NEW
#include "new.h"
#else
#include "old.h"
#endif

int main()
{
    setting one = {5, 0};
    one.value = 6;
    return read_setting(one) != 6;
}
