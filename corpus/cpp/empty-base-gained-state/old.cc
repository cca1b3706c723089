#include "old.h"

int locked::lock() { return 0; }
counter *make_counter() { return new counter; }
gauge *make_gauge() { return new gauge; }
