#pragma once

namespace form {
int fill(int with);

struct page final {
    int number = 1;
};

struct sheet {
    virtual ~sheet();
    virtual int width() const final;
};

template <class T> struct pixel {
    T value;
    explicit pixel(T value) : value(value) {}
    pixel<T> same(const pixel<T> &) const { return {}; }
};
}
