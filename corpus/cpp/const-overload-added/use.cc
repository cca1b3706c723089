#include "old.h"

int main()
{
    const counter *one = make_counter();
    return one->now() != 1;
}
