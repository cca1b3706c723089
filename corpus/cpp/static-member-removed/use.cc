#ifdef ABI_NEW
#include "new.h"
#else
#include "old.h"
#endif

int main()
{
    ring one = {ring::most};
    return room(&one);
}
