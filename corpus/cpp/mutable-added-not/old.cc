#include "old.h"

namespace {
struct setting {
    int value;
    int uses;
} one = {5, 0};
} // namespace
int read_setting() { return one.value + one.uses; }
