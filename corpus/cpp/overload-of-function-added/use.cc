#ifdef ABI_NEW
#include "new.h"
#else
#include "old.h"
#endif

int main()
{
    auto same = text::width;
    return same(5) != 5;
}
