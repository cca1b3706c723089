#include "new.h"

struct primes primes = { 3, { 7, 11, 13 } };
