#pragma once
struct Holder {
    struct {
        int value;
    } inner;
};
int take(decltype(Holder::inner) &inner);
