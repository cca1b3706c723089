#define IN_OTHER_UNIT
#include "new.h"

int room::other()
{
    return of_unit;
}
