#include "old.h"

struct shelf {
    item first;
};
shelf *make_shelf() { return new shelf{item(5)}; }
int first(const shelf *what)
{
    item copy = what->first;
    return copy.as<long>();
}
