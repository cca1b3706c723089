#include "new-headers/gauge.h"

int level_of(const gauge &which) { return which.level; }
