#include "old.h"

void reset(point &what) { what = point(); }
