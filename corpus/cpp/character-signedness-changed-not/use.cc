#include "old.h"

int main()
{
    label one = {-5};
    return level_of(one) != -5;
}
