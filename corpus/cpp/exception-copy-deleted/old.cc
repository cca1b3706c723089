#include "old.h"

problem::problem(int given) : code(given) {}
void fail() { throw problem(5); }
