#include "new.h"

counter::counter() : flag(0), step(5), count(1) {}
counter::~counter() {}
counter *counter::make() { return new counter; }
