#include "old.h"

struct last : clickable {
    virtual int shine() { return 100; }
};
struct mine : widget, last {
};

int main()
{
    mine one;
    return click(&one) != 1;
}
