#include "new.h"

int named::id() const { return 9; }
counter::counter() : count(1) {}
