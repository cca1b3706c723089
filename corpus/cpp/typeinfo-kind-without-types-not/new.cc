#include "new.h"

void attempt()
{
    problem what;
    what.more = 1;
    what.code = 5;
    throw what;
}
