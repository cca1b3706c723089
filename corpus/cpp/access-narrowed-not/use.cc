#include "old.h"

struct mine : counter {
    int twice() { return step() + step(); }
};

int main()
{
    mine one;
    return one.twice() != 5;
}
