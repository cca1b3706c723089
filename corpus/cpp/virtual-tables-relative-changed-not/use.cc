#include "old.h"

int main()
{
    return make()->corners() != 3;
}
