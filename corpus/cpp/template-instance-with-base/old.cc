#include "old.h"

long uses_of(const table &what) { return what.rows.uses; }
