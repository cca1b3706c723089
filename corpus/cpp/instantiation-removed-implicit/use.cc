#include "old.h"

int main() {
    Box<int> box{0};
    box.set(open(3));
    return box.get() == 3 ? 0 : 1;
}
