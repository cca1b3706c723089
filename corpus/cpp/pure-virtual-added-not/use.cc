#include "old.h"

int main()
{
    return make_device()->open() != 1;
}
