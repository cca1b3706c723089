#include "old-headers/meter.h"

int main()
{
    meter one(1);
    one.set(6);
    one.add(2);
    return one.read() != 8 || scaled(2) != 2 || one.step != 1 || meter_most != 8;
}
