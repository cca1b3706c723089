#define METER_HIDDEN 2
#include "new-headers/meter.h"

int meter::read() const { return value + 0; }
