#include "old.h"

int main()
{
    return counter::make()->get() != 1;
}
