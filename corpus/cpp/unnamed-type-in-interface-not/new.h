#pragma once
struct Holder {
    struct {
        int value;
    } inner;
    enum { limit = 9 };
};
int take(decltype(Holder::inner) &inner);
