#include "old.h"

int main()
{
    return total(2, "two") != 6 || total_of_c(3) != 3;
}
