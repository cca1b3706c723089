#include "old.h"

number *make_number()
{
    number *made = new number();
    made->whole = 3;
    made->broken = 0.5;
    return made;
}
