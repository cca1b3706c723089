#include "old.h"

int main()
{
    return check(1) != 4 || check_again(1) != 10;
}
