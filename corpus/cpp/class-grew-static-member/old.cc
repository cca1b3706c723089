#include "old.h"

settings &settings::instance()
{
    static settings one = {2, 3};
    return one;
}
