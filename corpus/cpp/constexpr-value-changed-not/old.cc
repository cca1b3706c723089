#include "old.h"

namespace {
struct limits {
    static constexpr int most = 10;
};
} // namespace
int most() { return limits::most > 5; }
