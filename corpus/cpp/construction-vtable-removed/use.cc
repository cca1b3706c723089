#include "old.h"

struct mine : middle {
    mine() {}
    int three() override { return c + 1; }
};

int main()
{
    mine one;
    return sum(&one) != 5;
}
