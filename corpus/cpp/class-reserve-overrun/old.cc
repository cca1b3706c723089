#include "old.h"

context::context() : reserved(), count(1) {}
context *context::make() { return new context; }
