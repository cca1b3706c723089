#include "old.h"

int main()
{
    named *base = make_button();
    return base->id != 9;
}
