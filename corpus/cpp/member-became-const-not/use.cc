#include "old.h"

int main()
{
    setting one = {5};
    return one.scaled(2) != 10;
}
