#include "old.h"

tally_t failures = 1;
unsigned int retries = 3;
