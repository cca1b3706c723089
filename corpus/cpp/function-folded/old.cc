#include "old.h"

char *gauge::amps() const { return nullptr; }
double *meter::volts() const { return nullptr; }
