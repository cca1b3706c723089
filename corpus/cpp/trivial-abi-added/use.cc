#include "old.h"

int main()
{
    return value_of(handle(5)) != 5;
}
