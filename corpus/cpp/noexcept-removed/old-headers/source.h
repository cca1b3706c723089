#pragma once

struct source {
    virtual ~source();
    virtual int kind() const final;
    void poll() noexcept;
    int count() const;
    void swap(source &other) noexcept(sizeof(int) == 4);
};

struct tap final : source {
    int level;
};
