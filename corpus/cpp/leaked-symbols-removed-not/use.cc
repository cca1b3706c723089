#include "old.h"

int main() {
    lib::Box<int> box{0};
    box.set(lib::open(3));
    return box.get() == 3 ? 0 : 1;
}
