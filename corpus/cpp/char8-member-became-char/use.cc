#include "old.h"

int main()
{
    letter one = {u8'\xe9', 1};
    return code_of(one) != 0xe9;
}
