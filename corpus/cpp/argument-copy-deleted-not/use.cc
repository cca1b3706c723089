#ifdef ABI_NEW
#include "new.h"
#else
#include "old.h"
#endif

int main()
{
    token one(5);
    token two = one;
    return id_of(static_cast<token &&>(two)) != 5;
}
