#include "old.h"

int main()
{
    return sum() != 4;
}
