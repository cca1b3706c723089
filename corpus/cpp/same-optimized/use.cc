#include "old.h"

int main()
{
    counter one = {0};
    return run(&one, 2) != 6 || run_twice(&one) != 12 || one.step(1, false) != 13;
}
