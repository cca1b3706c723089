#include "old.h"

struct primes primes = { 3, { 2, 3, 5 } };
