#include "new.h"

problem::problem(long code) : code(code), line(9) {}
problem::problem(const problem &other) : code(other.code), line(other.line) {}
void fail() { throw problem(5); }
