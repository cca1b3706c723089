#include "new.h"

int call(int (*callback)() noexcept) { return callback(); }
