#include "new.h"

base::~base() {}
int first(const item &what) { return what.price; }
int third(const later *what) { return what != nullptr; }

namespace {
struct hidden {
    int one;
};
}
int local()
{
    struct result {
        int one;
    } r{1};
    auto twice = [](result x) { return x.one; };
    return twice(r) + hidden{2}.one;
}
int fourth() { return 4; }
