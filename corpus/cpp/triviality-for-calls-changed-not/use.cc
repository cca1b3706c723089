#include "old.h"

int main()
{
    return value_of(number(5)) != 5 || make_it(6).value != 6;
}
