#include "new.h"

tally_t failures = 1;
tally_t retries = 3;
