#include "old.h"

problem::problem() : code(5) {}
problem::~problem() {}
problem *make_problem() { return new problem; }
