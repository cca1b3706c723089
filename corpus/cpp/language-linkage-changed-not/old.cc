#include "old.h"

int open_log(int level) { return level + 1; }
