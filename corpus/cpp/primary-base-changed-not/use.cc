#include "old.h"

int main()
{
    button *it = make_button();
    counter *base = it;
    return it->press() != 3 || base->step() != 6 || it->count != 1;
}
