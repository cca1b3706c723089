#include "old.h"

int main()
{
    table one = {{1, 2, {}}};
    return leading_of(one) != one.rows.leading();
}
