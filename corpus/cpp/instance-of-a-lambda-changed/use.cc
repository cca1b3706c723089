#ifdef ABI_NEW
#include "new.h"
#else
#include "old.h"
#endif

int main()
{
    struct {
        job<decltype(doubler())> what;
        int behind;
    } held = {{doubler()}, 0};

    prepare(&held.what);
    return held.what.runs == 6 ? 0 : 1;
}
