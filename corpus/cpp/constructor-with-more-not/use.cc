#include "old.h"

int main()
{
    return value_of(number(5)) != 5;
}
