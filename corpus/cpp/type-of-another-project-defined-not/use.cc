#include "old.h"

int main()
{
    meter one = {{1, 9}, 5};
    return high_of(one) != 9;
}
