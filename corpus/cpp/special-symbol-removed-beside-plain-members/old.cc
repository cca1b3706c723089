#include "old.h"

int Plain::name() const { return 7; }
int unit(int value) {
    static Plain *plain = new Plain;
    return plain->area() + value;
}
