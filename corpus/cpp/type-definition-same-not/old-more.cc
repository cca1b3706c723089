#include "old.h"

struct later {
    long one;
};
namespace {
struct hidden {
    long one, two;
};
}
template <class T> T same(T of) { return of; }
later *make() { return new later{1}; }
int second(item what)
{
    struct result {
        long one, two;
    } r{1, 2};
    item copy = what;
    copy = what;
    return copy.twice() + copy.as<short>() + copy.inside.take() + static_cast<int>(same(r).two + hidden{1, 2}.two);
}
