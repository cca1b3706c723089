#include "old.h"

int main()
{
    return log(3) != 3;
}
