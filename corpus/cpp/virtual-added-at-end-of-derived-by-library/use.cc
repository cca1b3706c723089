#include "old.h"

int main()
{
    return square::make()->corners() != 4;
}
