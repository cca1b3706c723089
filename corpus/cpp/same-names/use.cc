#include "old.h"

static int seen(point at, direction where, outer::inner::item *) { return at.x + where; }

int main()
{
    outer::inner::item one = {{5}};
    return outer::price_of(one) != 11 || outer::call(seen, {1, 2}) != 7 || plain_call(seen) != 0 || nothing() != nullptr;
}
