#include "old.h"

int main()
{
    point one{1, 2};
    long sum = 5;
    table all{{&one, 1}, {&sum, 1}};
    return first_of(all) == 7 ? 0 : 1;
}
