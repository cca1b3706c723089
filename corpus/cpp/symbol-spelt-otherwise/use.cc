#include "old.h"

int main()
{
    lanes which = { 3, 1, 1, 1 };
    return first_of(which) != 3;
}
