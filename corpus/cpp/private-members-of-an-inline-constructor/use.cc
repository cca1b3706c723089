#include "old.h"

int main()
{
    box one;
    return one.get() != 7;
}
