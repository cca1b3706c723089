#include "new.h"

int width(const request *which) { return which->what.last() - which->what.first() + which->flags; }
