#include "old.h"

int parse(const char *) { return 7; }
