#include "old.h"

namespace {
struct clock {
    int step();
    long count = 1;
};
int clock::step() { return ++count; }
} // namespace
counter *make_counter() { return reinterpret_cast<counter *>(new clock); }
int step(counter *what) { return reinterpret_cast<clock *>(what)->step(); }
