#pragma once
struct Widget {
    Widget();
    explicit Widget(int width);
    int width;
};
