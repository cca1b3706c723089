#include "old.h"

int main()
{
    lib::item one = {3};
    return price_of(one) != 3 || make_shop()->sell(one) != 3;
}
