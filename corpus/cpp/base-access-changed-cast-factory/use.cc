#ifdef ABI_NEW
#include "new.h"
#else
#include "old.h"
#endif

int main()
{
    shape *one = square::make();
    const square *found = dynamic_cast<square *>(one);
    return found == nullptr || found->side != 3 || count(*one) != 4;
}
