#pragma once

struct range {
    int low;
    int high;
};

namespace scale {
inline int width_of(const range &which) { return which.high - which.low; }
template <class T> T twice(T what) { return 2 * what; }
namespace detail {
inline int helper() { return 1; }
}
}

struct gauge {
    range within;
    int level;
};

int level_of(const gauge &which);
