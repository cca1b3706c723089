#include "old.h"

int main()
{
    widget *one = widget::make();
    widget two(4);
    int sum = (*one + two).take() + two.take() + two[5] + two(1, 1) + one->many(1, 2);
    delete one;
    return sum != 11 || two.as<long>() != 4 || !(two == two);
}
