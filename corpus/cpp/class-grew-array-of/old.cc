#include "old.h"

shelf::shelf() : items{{1}, {2}, {3}} {}
item *shelf::begin() { return items; }
item *shelf::end() { return items + 3; }
