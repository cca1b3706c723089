#include "old.h"

struct Derived : Base {
    int id() const override { return 5; }
};

int main() {
    Derived derived;
    return derived.id() == 5 ? 0 : 1;
}
