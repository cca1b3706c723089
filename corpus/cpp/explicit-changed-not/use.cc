#include "old.h"

int main()
{
    return count_of(counter(3)) != 3;
}
