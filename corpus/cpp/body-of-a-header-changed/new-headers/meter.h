#pragma once

constexpr int meter_first = 8;
constexpr int meter_most = meter_first * 2;

class meter {
    int value;

public:
    int step = 2;
    explicit meter(int start) : value(2 * start) {}
    void set(int now) { value = 2 * now; }
    template <class T> void add(T more);
    int read() const;
};

template <class T> void meter::add(T more) { value += 2 * more; }
inline int *nowhere(int *from = nullptr) { return from ? from : (int *)nullptr; }
template <class T> T scaled(T what) { return 2 * what; }
