#include "old.h"

int main()
{
    item one;
    return first(one) != 5 || second(one) != 22 || third(make()) != 1;
}
