#include "old.h"

int main()
{
    return sum(span(1, 2)) != 3;
}
