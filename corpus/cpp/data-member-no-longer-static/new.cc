#include "new.h"

counter *make_counter() { return new counter; }
