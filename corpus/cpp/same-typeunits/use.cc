#include "old.h"

int main()
{
    return make_shelf()->first() != 5;
}
