#include "old.h"

problem::problem() : code(5) {}
problem::~problem() {}
void fail() { throw problem(); }
