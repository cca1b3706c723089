#include "old.h"

int main()
{
    return value_of(either(5)) != 5;
}
