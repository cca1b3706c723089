#include "old.h"

int main()
{
    two one = {3, 4};
    return first_of(one) != 3;
}
