#include "old-headers/source.h"

int main()
{
    source one;
    one.poll();
    return one.count() || one(0);
}
