#include "new.h"

int value_of(item what)
{
    handle none(0);
    return what.held.value + what.count + none.value;
}
