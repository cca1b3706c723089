#include "old.h"

int main()
{
    button *one = make_button();
    return click(one) != 6 || one->width != 1;
}
