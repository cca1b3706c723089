#pragma once
template <typename T> struct Box {
    __attribute__((noinline)) T get() const { return value; }
    __attribute__((noinline)) void set(T to) { value = to; }
    T value;
};
int open(int value);
