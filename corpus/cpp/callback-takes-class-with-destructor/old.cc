#include "old.h"

long ask(const handlers &what) { return what.value_of(item{5}); }
