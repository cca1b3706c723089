#ifdef ABI_NEW
#include "new.h"
#else
#include "old.h"
#endif

int main()
{
    ring one = {};
    return room(&one) - ring::most;
}
