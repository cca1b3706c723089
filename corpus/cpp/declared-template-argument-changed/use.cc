#ifdef ABI_NEW
#include "new.h"
#else
#include "old.h"
#endif

int main()
{
    painted<green> *one = make_green(red);
    return one != nullptr;
}
