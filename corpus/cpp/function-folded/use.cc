#include "old.h"

int main()
{
    meter m;
    m.reading = 1;
    meter *other = &m;
    return other->amps() != nullptr || other->volts() != nullptr;
}
