#include "old.h"

struct Square : Plain {
    int area() const override { return 4; }
};

int main() {
    Square square;
    Plain &plain = square;
    return plain.area() == 4 && plain.name() == 7 && unit(2) == 2 ? 0 : 1;
}
