#include "old.h"

int main()
{
    return make_number()->whole != 3;
}
