#include "old.h"

problem::problem() : code(5) {}
problem::~problem() {}
void fail() { throw problem(); }
void show(const trouble &) {}
