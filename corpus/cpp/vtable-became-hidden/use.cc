#include "old.h"

int main()
{
    return measure(new shape) != 4;
}
