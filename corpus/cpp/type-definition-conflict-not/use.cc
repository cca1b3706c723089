#include "old.h"

int main()
{
    return count_of() != 1 || price_of() != 5;
}
