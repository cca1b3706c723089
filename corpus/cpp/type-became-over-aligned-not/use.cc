#include "old.h"

int main()
{
    return first() != 5;
}
