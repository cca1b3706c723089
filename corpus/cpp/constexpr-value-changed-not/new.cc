#include "new.h"

namespace {
struct limits {
    static constexpr int most = 20;
};
} // namespace
int most() { return limits::most > 5; }
