#include "old.h"

long first_of(const table &what) { return *what.sums.first; }
