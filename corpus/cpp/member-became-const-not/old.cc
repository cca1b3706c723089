#include "old.h"

int setting::scaled(int by) const { return value * by; }
