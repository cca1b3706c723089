#include "old.h"

struct grandchild : child {
    int three() override { return 30; }
};

int main()
{
    grandchild mine;
    return sum(&mine) != 31;
}
