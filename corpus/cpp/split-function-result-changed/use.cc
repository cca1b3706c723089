#include "old.h"
#include <climits>

int main()
{
    counter one(3);
    long got = one.next(2);
    return got != 5;
}
