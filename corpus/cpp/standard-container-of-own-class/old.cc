#include "old.h"

long rows_of(const table &what, key of) { return what.rows.size() + of.a; }

