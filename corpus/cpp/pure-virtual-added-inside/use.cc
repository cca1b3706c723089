#include "old.h"

int main()
{
    return make_device()->close() != 3;
}
