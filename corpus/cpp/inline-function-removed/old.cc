#include "old-headers/gauge.h"

int level_of(const gauge &which) { return which.level; }
