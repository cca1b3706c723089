#include "new.h"

int used(const shared &what) { return what.used; }
