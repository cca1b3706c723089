#include "new.h"

store::store() : bytes(0), used(0) {}
store::~store() {}
void store::reserve() { reserved = 9; }
