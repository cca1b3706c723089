#include "old.h"

#include <typeinfo>

struct Square : Shape {
    int area() const override { return 4; }
};

int main() {
    Square square;
    Shape plain;
    Shape &shape = square;
    bool casts = dynamic_cast<Square *>(&shape) == &square && typeid(plain) == typeid(Shape);
    return casts && measure(shape) == 4 && measure(plain) == 0 ? 0 : 1;
}
