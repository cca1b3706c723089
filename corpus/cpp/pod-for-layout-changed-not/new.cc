#include "new.h"

base::base() : count(0), flag(0) {}
int more_of(const child &what) { return what.more; }
