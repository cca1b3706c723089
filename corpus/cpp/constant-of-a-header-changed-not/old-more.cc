#define IN_OTHER_UNIT
#include "old.h"

int room::other()
{
    return of_unit;
}
