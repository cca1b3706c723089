#include "old.h"

int open(int value) {
    Box<int> box{value};
    return box.get();
}
