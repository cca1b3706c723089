#include "new.h"

int Plain::name() const { return 7; }
int unit(int value) {
    Plain *plain = nullptr;
    return sizeof *plain > 0 ? value : 0;
}
