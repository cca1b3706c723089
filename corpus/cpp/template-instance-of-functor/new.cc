#include "new.h"

int leading_of(const table &what) { return what.rows.leading(); }
