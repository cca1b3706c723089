#include "old.h"

problem::problem() : code(5) {}
problem::~problem() {}

report::~report() {}
int code_of(report &what)
{
    problem *found = dynamic_cast<problem *>(&what);
    if (found == nullptr)
        throw 5;
    return found->code;
}
