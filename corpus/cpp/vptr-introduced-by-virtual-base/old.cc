#include "old.h"

counter::counter() {}
counter *make_counter() { return new counter; }
