#include "new.h"

int setting::scaled(const int by) const { return value * by; }
