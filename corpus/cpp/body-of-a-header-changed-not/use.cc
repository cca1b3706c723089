#include "old-headers/meter.h"

int main()
{
    meter one(1);
    one.set(6);
    one.add(2, 1);
    return one.read() != 8;
}
