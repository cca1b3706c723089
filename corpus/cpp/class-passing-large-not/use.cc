#include "old.h"

int main()
{
    return first_of(big(5)) != 5;
}
