#include "old.h"

void attempt()
{
    problem what;
    what.code = 5;
    throw what;
}
