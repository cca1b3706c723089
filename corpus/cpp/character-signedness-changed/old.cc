#include "old.h"

int level_of(const label &what) { return what.level; }
