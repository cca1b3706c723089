#include "old.h"

int main()
{
    int values[] = {1, 2};
    return sum(values, 2) != 3;
}
