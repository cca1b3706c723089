#include "old.h"

int main()
{
    counter one;
    return one.count != 1;
}
