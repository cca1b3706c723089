#pragma once
struct Widget {
    Widget();
    int width;
};
