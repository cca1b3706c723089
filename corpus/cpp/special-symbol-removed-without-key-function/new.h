#pragma once
struct Shape {
    virtual int area() const { return 0; }
};
int measure(const Shape &shape);
int unit();
