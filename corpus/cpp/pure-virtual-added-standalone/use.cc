#include "old.h"

struct mine : listener {
    int opened() override { return 1; }
    virtual int reset() { return 100; }
};

int main()
{
    mine one;
    return run(&one) != 1;
}
