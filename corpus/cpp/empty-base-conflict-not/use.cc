#include "old.h"

int main()
{
    return make_outer()->first.value != 3;
}
