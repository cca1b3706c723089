#include "old.h"

int main()
{
    shape::style one = {3};
    return colour_of(&one) != 3;
}
