#pragma once

namespace scale {
#define SCALE_TWICE(name) \
    template <class T> T name(T what) { return what + what; }
SCALE_TWICE(twice)
inline int width_of(const range &which) { return which.high - which.low; }
}
