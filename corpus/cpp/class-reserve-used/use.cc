#include "old.h"

struct mine : context {
    long own = 3;
};

int main()
{
    mine one;
    return one.version() != 1 || one.own != 3;
}
