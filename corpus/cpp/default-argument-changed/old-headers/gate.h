#pragma once

namespace gate {
constexpr int plain = 0;
const int first = 1;
int open(int place, int mode = plain);
int close(int mode);
int mark(int sign = first + 1);
}
