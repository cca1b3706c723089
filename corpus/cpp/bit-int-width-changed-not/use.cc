#include "old.h"

int main()
{
    level one = {2000};
    return !is_high(one);
}
