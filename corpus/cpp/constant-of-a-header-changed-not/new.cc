#include "new.h"

static const int own = 7;
const int room::limit = 7;

int room::sum()
{
    return most + static_cast<int>(scale * most) + of_other_side + watched + level + (name[0] == 'a') + of_unit + own;
}
