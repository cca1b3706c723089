#include "old.h"

namespace geo {
Point::Point(int x, int y) : x(x), y(y) {}
int Point::norm() const { return x + y; }
int distance(const Point &from, const Point &to) { return to.x - from.x + to.y - from.y; }
int dot(const Point &from, const Point &to) { return from.x * to.x + from.y * to.y; }
}
