#include "old.h"

static int three() noexcept { return 3; }

int main()
{
    return at_exit(three) != 3;
}
