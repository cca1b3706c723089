#include "old.h"

struct other : base {
    virtual int twice() { return 100; }
};
struct mine : child, virtual other {
    int one() override { return 7; }
};

int main()
{
    mine it;
    return sum(static_cast<other *>(&it)) != 7;
}
