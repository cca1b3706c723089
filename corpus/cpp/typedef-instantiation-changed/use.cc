#include "old.h"

int main()
{
    text one = {nullptr, 3};
    return length_of(one) != 3;
}
