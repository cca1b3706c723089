#include "old.h"

struct mine : button {
    long more = 3;
};

int main()
{
    mine one;
    named *base = &one;
    return one.button::press() != 1 || base->id != 9 || one.more != 3;
}
