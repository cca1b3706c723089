#include "new.h"

#define MOST 20
int most() { return MOST > 5; }
