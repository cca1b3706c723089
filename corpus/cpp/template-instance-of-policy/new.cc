#include "new.h"

long count_of(const table &what) { return what.rows.count; }
