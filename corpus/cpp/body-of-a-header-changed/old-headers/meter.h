#pragma once

constexpr int meter_first = 4;
constexpr int meter_most = meter_first * 2;

class meter {
    int value;

public:
    int step = 1;
    explicit meter(int start) : value(start) {}
    void set(int now) { value = now; }
    template <class T> void add(T more);
    int read() const;
};

template <class T> void meter::add(T more) { value += more; }
inline int *nowhere(int *from = 0) { return from ? from : (int *)0; }
template <class T> T scaled(T what) { return what; }
