#include "old.h"

int main()
{
    amount three = {3};
    return !is_three(three);
}
