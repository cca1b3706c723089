#pragma once
struct Holder {
    enum { limit = 9 };
    struct {
        int value;
    } inner;
};
int take(decltype(Holder::inner) &inner);
