#ifdef ABI_NEW
#include "new.h"
#else
#include "old.h"
#endif

int main()
{
    return *make_setting()->value != 5;
}
