#include "new.h"

namespace {
struct item {
    point at;
};
item local = {{1, 2}};
auto twice = [](int value) { return 2 * value; };
} // namespace

int outer::price_of(const inner::item &what) { return twice(what.held.price) + local.at.x; }
int outer::call(callback what, point where)
{
    struct item {
        outer::inner::item one;
    };
    static item once = {{{zero<int>}}};
    return what(where, south, &once.one) + limit;
}
extern "C" int plain_call(callback what)
{
    return what({}, north, nullptr);
}
decltype(nullptr) nothing() { return nullptr; }
