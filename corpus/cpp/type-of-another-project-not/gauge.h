#pragma once
// A header of the project itself, from outside of the folder that it is built in.
#line 4 "/home/user/gauge/include/gauge.h"
struct gauge_range {
    int low;
#ifdef GAUGE_2
    int step;
#endif
    int high;
};
