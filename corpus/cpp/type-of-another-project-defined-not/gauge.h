#pragma once
// Installed where headers of others lie, and the library's own: it defines what they declare.
#line 4 "/usr/include/gauge/gauge.h"
struct gauge_range {
    int low;
#ifdef GAUGE_2
    int step;
#endif
    int high;
    int span() const;
};
