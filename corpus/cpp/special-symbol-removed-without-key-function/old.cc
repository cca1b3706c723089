#include "old.h"

int measure(const Shape &shape) { return shape.area(); }
int unit() {
    static Shape *shape = new Shape;
    return measure(*shape);
}
