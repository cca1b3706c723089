#include "old.h"

int main()
{
    problem one;
    return code_of(one) != 5;
}
