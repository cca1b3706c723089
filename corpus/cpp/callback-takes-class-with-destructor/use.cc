#include "old.h"

static long value_of(item what) { return what.value; }

int main()
{
    handlers all = {value_of};
    return ask(all) != 5;
}
