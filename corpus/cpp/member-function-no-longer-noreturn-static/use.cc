#include "old.h"

int main()
{
    engine one = {1};
    engine::halt(speed(one) - 1);
    return 1;
}
