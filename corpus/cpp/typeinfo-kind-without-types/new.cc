#include "new.h"

void attempt()
{
    problem what;
    what.place = 1;
    what.code = 5;
    throw what;
}
