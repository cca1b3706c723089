#include "new.h"

int high_of(const meter &which) { return which.range.high; }

int gauge_range::span() const { return high - low; }
