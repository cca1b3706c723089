#include "old.h"

counter *make_counter()
{
    counter *made = new counter();
    made->value = 1;
    made->step = 2;
    return made;
}
