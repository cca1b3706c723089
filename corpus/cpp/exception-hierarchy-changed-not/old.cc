#include "old.h"

int named::id() const { return 9; }
counter::counter() : count(5) {}
counter::~counter() {}
