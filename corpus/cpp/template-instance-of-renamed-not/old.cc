#include "old.h"

long first_of(const table &what) { return what.rows.first->y + *what.sums.first; }
