#include "old.h"
#include <stdexcept>

counter::counter(int start) : count(start)
{
    if (start < 0)
        throw std::runtime_error("negative");
}

long counter::next(int step)
{
    if (step < 0)
        throw std::runtime_error("backwards");
    return count += step;
}
