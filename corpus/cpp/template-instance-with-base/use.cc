#include "old.h"

int main()
{
    table one{};
    one.rows.last = 3;
    one.rows.uses = 4;
    return uses_of(one) == 4 ? 0 : 1;
}
