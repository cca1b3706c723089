#include "old.h"

int more_of(const child &what) { return what.more; }
