#include "old.h"

int main()
{
    both one;
    left *other = &one;
    return one.name() != 'b' || other->size(4) != 7 || other->clone() != nullptr;
}
