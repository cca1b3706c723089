#include "old.h"

struct mine : button {
    long more = 8;
};

int main()
{
    button *one = make_button();
    mine two;
    sized *size = &two;
    named *base = one;
    return base->id != 9 || size->size != 4 || two.press() != 1;
}
