#include "old.h"

int main()
{
    item one = {5};
    return take(one) != 5;
}
