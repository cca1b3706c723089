#include "old.h"

int main()
{
    long sum = 5;
    table all{{&sum, 1}};
    return first_of(all) == 5 ? 0 : 1;
}
