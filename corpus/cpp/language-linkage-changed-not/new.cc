#include "new.h"

int open_log(int level) { return level + 1; }
int open_log(long level) { return static_cast<int>(level) + 2; }
