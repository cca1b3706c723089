#include "new.h"

settings &settings::instance()
{
    static settings one = {2, 3, 4};
    return one;
}
