#pragma once
#include "gauge.h"
#line 4 "case.h"
struct meter {
    gauge_range range;
    int value;
};

int high_of(const meter &which);
