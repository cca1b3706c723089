#ifdef ABI_NEW
#include "new.h"
#else
#include "old.h"
#endif

int main()
{
    return is_red(colour::green);
}
