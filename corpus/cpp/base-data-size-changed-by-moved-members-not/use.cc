#include "old.h"

struct mine : writer {
    char tag = 7;
};

int main()
{
    mine one;
    one.tag = 7;
    one.open();
    asm volatile("" : : "r"(&one) : "memory");
    return one.tag != 7;
}
