#include "old.h"

int main()
{
    return corners() != 3;
}
