#include "old.h"

int level_of(const gauge &what) { return what.level(); }
