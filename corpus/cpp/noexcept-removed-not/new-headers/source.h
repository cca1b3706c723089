#pragma once

struct source {
    virtual ~source() noexcept;
    void poll() noexcept(true);
    int count() const noexcept;
    void swap(source &that) noexcept( sizeof( int ) == 4 );
    void each(void (*what)(int) noexcept);
    source &operator=(const source &) noexcept = default;
    int operator()(int) noexcept(false);
};

struct tap final : public source
{
    int level;
};
