#ifdef ABI_NEW
#include "new.h"
#else
#include "old.h"
#endif

int main()
{
    try {
        fail();
    } catch (problem what) {
        return what.code != 5;
    }
}
