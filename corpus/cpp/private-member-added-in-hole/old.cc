#include "old.h"

counter::counter() : flag(0), count(1) {}
counter::~counter() {}
counter *counter::make() { return new counter; }
