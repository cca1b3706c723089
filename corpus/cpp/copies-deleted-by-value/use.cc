#include "old.h"

int main()
{
    return make_it(5).value != 5;
}
