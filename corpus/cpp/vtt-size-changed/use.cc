#include "old.h"

struct mine : child {
    mine() {}
    int four() override { return d + 1; }
};

int main()
{
    mine one;
    return sum(&one) != 11;
}
