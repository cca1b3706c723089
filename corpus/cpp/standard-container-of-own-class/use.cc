#include "old.h"

int main()
{
    table one;
    one.rows[key{1}] = 2;
    return rows_of(one, key{1}) == 2 ? 0 : 1;
}
