#include "new.h"

context::context() : number(1), flags(0), id(7), reserved() {}
context::~context() {}
int context::version() const { return number; }
