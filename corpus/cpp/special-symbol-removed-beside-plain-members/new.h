#pragma once
struct Plain {
    virtual int area() const { return 0; }
    int name() const;
};
int unit(int value);
