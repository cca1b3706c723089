#include "old.h"

int main()
{
    meter m;
    m.reading = 1;
    return m.volts() != 77;
}
