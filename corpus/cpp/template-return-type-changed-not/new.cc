#include "new.h"

double parse(const char *) { return 7.5; }
