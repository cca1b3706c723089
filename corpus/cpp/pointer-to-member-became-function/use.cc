#include "old.h"

int main()
{
    handler one = {nullptr, 7};
    return times_of(one) != 7;
}
