#include "old.h"

struct mine : middle {
    char own = 7;
};

int main()
{
    mine one;
    one.touch();
    asm volatile("" : : "r"(&one) : "memory");
    return one.own != 7;
}
