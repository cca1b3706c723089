#include "old.h"

int main()
{
    return code_of(failure(3)) != 3;
}
