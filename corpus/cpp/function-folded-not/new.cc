#include "new.h"

long gauge::amps() const { return 77; }
double meter::volts() const { return 77; }
