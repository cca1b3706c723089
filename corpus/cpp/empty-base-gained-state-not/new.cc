#include "new.h"

int locked::lock() { return 0; }
int locked::unlock() { return 0; }
long locked::owners = 0;
counter *make_counter() { return new counter; }
