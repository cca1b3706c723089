#include "old.h"

namespace {
struct item {
    int count = 1;
};
item *volatile one = new item;
} // namespace
int price_of() { return one->count + 4; }
