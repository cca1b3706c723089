#include "old.h"

int main()
{
    button *one = button::make();
    named *base = one;
    return base->id != 9 || one->press() != 1;
}
