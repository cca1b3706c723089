#include "old.h"

bool is_three(const amount &what) { return what.value == 3; }
