#pragma once
namespace count {
struct counter {
    static thread_local int last;
    static inline thread_local int first = 2;
    int step();
};
template <typename T> struct of {
    static thread_local T last;
    T step();
};
template <typename T> thread_local T of<T>::last = 3;
template <typename T> T of<T>::step() { return last; }
extern template struct of<long>;
} // namespace count
