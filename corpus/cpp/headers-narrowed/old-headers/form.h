#pragma once

namespace form {
int fill(int with = 1);

struct page {
    int number = 1;
};

struct sheet {
    virtual ~sheet();
    virtual int width() const;
};

template <class T> struct pair {
    T one, other;
    T sum() const { return one + other; }
};

template <class T> struct pixel {
    T value;
    pixel(T value) : value(value) {}
    bool same(const pixel<T> &) const { return {}; }
};
}
