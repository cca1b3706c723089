#include "old.h"

struct mine : counter {
    long more = 2;
};

int main()
{
    mine one;
    return make_counter()->count != 1 || one.count != 1 || one.more != 2;
}
