#include "old.h"

pixel *make_pixel()
{
    pixel *made = new pixel();
    made->alpha = 7;
    return made;
}
