#include "old.h"

int call(int (*callback)()) { return callback(); }
