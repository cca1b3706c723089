#include "old.h"

int sum(const span &what) { return what.first + what.last; }
