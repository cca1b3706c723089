#include "new.h"

namespace {
struct item {
    int kind = 7;
    int price = 5;
};
item *volatile one = new item;
} // namespace
int price_of() { return one->price; }
