#pragma once

namespace gate {
enum modes { none, usual };
const int first = 1;
int open(int place, int mode = usual);
int close(int mode = usual);
int mark(int sign = first + 2);
}
