#include "new.h"

int open(int value) {
    Box<int> box{value};
    return box.value;
}
