#include "old-headers/counter.h"

static struct {
    counter one;
    int behind = 7;
} all;

int main()
{
    all.one.count();
    asm volatile("" : : "r"(&all) : "memory");
    return all.behind != 7 || all.one.all != 2;
}
