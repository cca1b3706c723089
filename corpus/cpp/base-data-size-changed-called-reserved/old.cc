#include "old.h"

store::store() : bytes(0), used(0) {}
store::~store() {}
void store::reserve() { used = 3; }
