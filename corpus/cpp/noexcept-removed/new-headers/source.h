#pragma once

struct source {
    virtual ~source();
    virtual int kind() const;
    void poll();
    int count() const noexcept;
    void swap(source &other) noexcept(sizeof(int) == 2);
};

struct tap : source {
    int level;
};
