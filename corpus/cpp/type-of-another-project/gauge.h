#pragma once
// What another project installed; its new release holds one member more.
#line 4 "/usr/include/gauge/gauge.h"
struct gauge_range {
    int low;
#ifdef GAUGE_2
    int step;
#endif
    int high;
};
