#ifdef ABI_NEW
#include "new.h"
#else
#include "old.h"
#endif

int main()
{
    unsigned char *at = &make_label()->letter;
    return *at != 'a';
}
