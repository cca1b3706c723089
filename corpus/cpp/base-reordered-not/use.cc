#include "old.h"

int main()
{
    button *one = make_button();
    const drawn *base = one;
    return base->draw() != 1 || one->press() != 2 || one->colour != 5;
}
