#include "old.h"

int main()
{
    counter one(1);
    return one.step() != 2;
}
