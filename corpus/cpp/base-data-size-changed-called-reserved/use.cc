#include "old.h"

struct mine : store {
    short own = 7;
};

int main()
{
    mine one;
    one.own = 7;
    one.reserve();
    asm volatile("" : : "r"(&one) : "memory");
    return one.own != 7;
}
