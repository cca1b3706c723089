#include "old.h"

#define MOST 10
int most() { return MOST > 5; }
