#define API __attribute__((visibility("default")))

class counter {
public:
    counter();
    API static counter *make();
    API void count();
    int all;
    int last;
};

#include "counter.cc"
