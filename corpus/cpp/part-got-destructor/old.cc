#include "old.h"

long value_of(number what) { return what.held.id; }
