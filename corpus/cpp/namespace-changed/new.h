#pragma once
namespace geometry {
struct Point {
    Point(int x, int y);
    int norm() const;
    int x, y;
};
int distance(const Point &from, const Point &to);
int dot(const Point &from, const Point &to);
}
