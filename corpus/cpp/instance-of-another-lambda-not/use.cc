#ifdef ABI_NEW
#include "new-headers/job.h"
#else
#include "old-headers/job.h"
#endif

int main()
{
    int asked = 0;
    auto body = [&asked] { return ++asked == 1; };
    job<decltype(body)> work(body);

    return ask(work) && above(1) && below(-1) && asked == 1 ? 0 : 1;
}
