#include "old.h"

long gauge::amps() const { return 77; }
long meter::volts() const { return 77; }
