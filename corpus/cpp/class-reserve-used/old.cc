#include "old.h"

context::context() : number(1), flags(0), reserved() {}
context::~context() {}
int context::version() const { return number; }
