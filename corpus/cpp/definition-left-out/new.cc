#include "new.h"

int sum(span what) { return what.first + what.last; }
