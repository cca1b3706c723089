#pragma once
struct counter {
    static thread_local float last;
    int step();
};
