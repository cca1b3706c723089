#include "old.h"

problem::problem(long code) : code(code) {}
problem::problem(const problem &other) : code(other.code) {}
void fail() { throw problem(5); }
