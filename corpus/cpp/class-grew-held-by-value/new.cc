#include "new.h"

void reset(point &what) { what = point(); }
