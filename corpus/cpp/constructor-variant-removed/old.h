#pragma once
struct Widget {
    explicit Widget(int width);
    int width;
};
