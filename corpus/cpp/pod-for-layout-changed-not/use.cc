#include "old.h"

int main()
{
    child one = child();
    one.more = 7;
    return more_of(one) != 7;
}
