#include "old.h"

counter *make_counter() { return new counter; }
