#include "new.h"

int shelf::first() const { return value.in.depth; }
shelf *make_shelf()
{
    shelf *made = new shelf;
    made->value.in.depth = 5;
    return made;
}
