#include "old.h"

int main()
{
    table one{};
    one.rows.add();
    return count_of(one) == 1 ? 0 : 1;
}
