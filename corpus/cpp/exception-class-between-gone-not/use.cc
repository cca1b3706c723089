#ifdef ABI_NEW
#include "new.h"
#else
#include "old.h"
#endif

int main()
{
    trouble *base = make_problem();
    return base == nullptr;
}
