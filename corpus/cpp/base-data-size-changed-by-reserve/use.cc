#include "old.h"

struct mine : task {
    long own = 7;
    int execute() override { return own; }
};

int main()
{
    mine one;
    return run(one) != 7;
}
