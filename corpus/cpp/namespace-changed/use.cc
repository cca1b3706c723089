#include "old.h"

int main() {
    geo::Point from(1, 2), to(3, 4);
    return geo::dot(from, to) == 11 ? 0 : 1;
}
