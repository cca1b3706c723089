#include "new.h"
#include <stdexcept>

counter::counter(int start) : count(start)
{
    if (start < 0)
        throw std::runtime_error("negative");
}

range counter::next(int step)
{
    if (step < 0)
        throw std::runtime_error("backwards");
    count += step;
    return {count - step, count, step};
}
