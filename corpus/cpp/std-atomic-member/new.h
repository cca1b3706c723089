#include <atomic>

struct counter {
    std::atomic<int> value;
    int step;
};

counter *make_counter();
