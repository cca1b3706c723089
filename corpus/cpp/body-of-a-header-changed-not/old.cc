#include "old-headers/meter.h"

int meter::read() const { return value; }
