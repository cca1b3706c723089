#include "old.h"

struct mine : button {
};

int main()
{
    mine one;
    return click(&one) != 6;
}
