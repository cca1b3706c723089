#include "old.h"

int main()
{
    return counter::add(3) != 4;
}
