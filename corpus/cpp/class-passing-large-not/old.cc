#include "old.h"

long first_of(big what)
{
    big none(0);
    return what.at[0] + none.at[0];
}
