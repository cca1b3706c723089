#include "old.h"

namespace {
struct
block {
    char at[64] = {5};
};
block *volatile one = new block;
} // namespace

int first() { return one->at[0]; }
