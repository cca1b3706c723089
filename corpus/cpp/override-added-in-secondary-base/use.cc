#include "old.h"

struct mine : button {
    virtual int shine() { return 100; }
};

int main()
{
    mine one;
    return click(&one) != 1;
}
