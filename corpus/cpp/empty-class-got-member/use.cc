#include "old.h"

int main()
{
    return value_of(tag(), 5) != 5;
}
