#include "new.h"

int log(int level, ...) { return level; }
