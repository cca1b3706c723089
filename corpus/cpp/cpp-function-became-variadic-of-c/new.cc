#include "new.h"

int log_level(int level, ...) { return level; }
