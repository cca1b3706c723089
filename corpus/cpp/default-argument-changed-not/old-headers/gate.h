#pragma once

namespace gate {
constexpr int plain = 4;
int open(int place, int mode = plain);
template <class T> T twice(T value, int times = 1 << 1) { return value * times; }
int shut(const char *name = "gate", double = 0.5);
}
