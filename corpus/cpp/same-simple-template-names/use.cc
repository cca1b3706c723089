#include "old.h"

int main()
{
    holder one = {{{5}}, {}, {0}};
    return first_of(one) != 5;
}
