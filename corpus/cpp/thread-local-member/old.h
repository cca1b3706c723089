#pragma once
struct counter {
    static thread_local int last;
    int step();
};
