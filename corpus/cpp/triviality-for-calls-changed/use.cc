#include "old.h"

int main()
{
    number five = {5};
    return value_of(five) != 5 || make_it(6).value != 6;
}
