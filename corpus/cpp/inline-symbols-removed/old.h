#pragma once
__attribute__((noinline)) inline int twice(int value) { return value * 2; }
int open(int value);
