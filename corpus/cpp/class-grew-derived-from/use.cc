#include "old.h"

struct mine : counter {
    long own = 7;
};

int main()
{
    mine one;
    return one.tick() != 1 || one.own != 7;
}
