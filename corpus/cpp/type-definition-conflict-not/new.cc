#include "new.h"

namespace {
struct item {
    int count = 1;
};
item *volatile one = new item;
} // namespace
int count_of() { return one->count; }
