#include "old.h"

int main()
{
    counter one;
    return one.step() != 2;
}
