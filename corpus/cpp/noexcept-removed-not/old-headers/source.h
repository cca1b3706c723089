#pragma once

struct source {
    virtual ~source();
    void poll() noexcept;
    int count() const throw();
    void swap(source &other) noexcept(sizeof(int) == 4);
    void each(void (*what)(int) noexcept);
    source &operator=(const source &) = default;
    int operator()(int);
};

struct tap final : source {
    int level;
};
