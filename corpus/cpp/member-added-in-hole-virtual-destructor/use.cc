#include "old.h"

struct mine : node {
    int own = 7;
};

int main()
{
    mine one;
    one.touch();
    asm volatile("" : : "r"(&one) : "memory");
    return one.own != 7 || one.last != 4 || one.first != 3;
}
