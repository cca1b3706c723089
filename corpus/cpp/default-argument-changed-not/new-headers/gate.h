#pragma once
// A line more.
namespace gate {
constexpr int plain = 2 + 2;
/// The way.
int open(int where, int way = 4);
template <class T> T twice(T what, int times = 2) { return what * times; }
int shut(const char *of = "gate", double = .50);
}
